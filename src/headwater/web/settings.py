"""Django's settings, from the machine's environment."""

from __future__ import annotations

from pathlib import Path

from headwater.web.env import Env

ENV = Env.read()
HERE = Path(__file__).parent

SECRET_KEY = ENV.key("web")
DEBUG = False
ALLOWED_HOSTS = list(ENV.hosts)
DATABASES = {"default": ENV.databases()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "headwater.web.urls"
WSGI_APPLICATION = "headwater.web.wsgi.application"

ROOMS = (
    "audit",
    "runs",
    "accounts",
    "directory",
    "governance",
    "sharing",
    "issues",
    "insight",
    "strategies",
    "publications",
    "shell",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "headwater.web.ui",
    *(f"headwater.web.{room}" for room in ROOMS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    # After our own rooms, so that their templates for widgets come first.
    "django.forms",
]
MIDDLEWARE = [
    "headwater.web.ui.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "headwater.web.ui.once.once",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headwater.web.accounts.middleware.policy",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "headwater.web.shell.context.partnership",
            ],
            "builtins": ["headwater.web.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "headwater.web.ui.forms.GovukRenderer"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "headwater.web.accounts.views.signing_in.locked_out"
AXES_VERBOSE = False
AGENCY_CHOICES = "headwater.web.directory.selectors.agencies.agency_choices"
"""Whom an account may belong to: the directory stands above the accounts and is asked by its name."""

ACCOUNT_ADAPTER = "headwater.web.accounts.adapters.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the link of an invitation has proved the address
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
MFA_ADAPTER = "headwater.web.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Headwater"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.secure
MFA_FORMS = {
    name: f"headwater.web.accounts.forms.{form}"
    for name, form in (
        ("authenticate", "Code"),
        ("reauthenticate", "CodeAgain"),
        ("activate_totp", "FirstCode"),
        ("add_webauthn", "NewKey"),
    )
}
SOCIALACCOUNT_ADAPTER = "headwater.web.accounts.adapters.AgencySignIn"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": ENV.agency_sign_ins()}}

CSRF_FAILURE_VIEW = "headwater.web.shell.views.errors.csrf_failure"
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "shell:home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "Europe/London"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.secure
SECURE_SSL_REDIRECT = ENV.secure
SECURE_HSTS_SECONDS = 31_536_000 if ENV.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # whoever owns the domain decides on browsers' preload lists
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENV.mail
    else "django.core.mail.backends.console.EmailBackend"
)
DEFAULT_FROM_EMAIL = ENV.sender
EMAIL_HOST = ENV.mail or "localhost"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
