"""What is read out of our own pages by whoever visits them by program."""

from __future__ import annotations

import re

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINK = re.compile(r'href="(/[^"?#]*)"')
PERSON = re.compile(r'name="person" value="(\d+)"[^>]*>([^<]+)<')
