// Enhancement only: every page works without it.
import { initAll } from "/static/built/govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// On paper nothing is folded away, in browsers whose style sheets cannot say so.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
