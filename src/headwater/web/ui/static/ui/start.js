// Enhancement only: every page works without it.
import { initAll } from "/static/built/govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
