// The log-in behind a page: it may end while the page stays open.

/** Whether an answer came from the log-in page. */
export const isLogin = (address) => Boolean(address) && new URL(address).pathname.startsWith("/masuk/");

/**
 * Ask for this page anew and take over the token of the new session; `selector` finds the form in the answer, `isSame`
 * says whether it is still ours. Return "renewed", "login" (nobody is logged in), "offline", or "refused".
 */
export async function renewToken(form, selector, isSame = () => true) {
  try {
    const answer = await fetch(location.pathname);
    if (isLogin(answer.url)) return "login";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const other = page.querySelector(selector);
    const token = other && isSame(other) ? other.elements.csrfmiddlewaretoken?.value : "";
    if (!token) return "refused";
    form.elements.csrfmiddlewaretoken.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    return "renewed";
  } catch {
    return "offline";
  }
}
