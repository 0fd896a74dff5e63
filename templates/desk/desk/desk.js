// What makes the desk quicker to use; every part of it works without.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const it = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText("value" in it ? it.value : it.textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// People are found while one types; the button stays for those who press it.
const search = document.querySelector("[data-find]");
if (search) {
  let asked = 0;
  search.q.addEventListener("input", async () => {
    const mine = ++asked;
    const answer = await fetch(`${search.dataset.find}?q=${encodeURIComponent(search.q.value)}`);
    const text = await answer.text();
    if (mine !== asked || !answer.ok) return;
    const found = new DOMParser().parseFromString(text, "text/html").getElementById("found");
    document.getElementById("found").replaceChildren(...found.childNodes);
  });
}

// Once is enough: a second press before the answer would be a second touch.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", () => {
    setTimeout(() => { for (const one of form.querySelectorAll("button:not([data-again])")) one.disabled = true; });
  });
}
window.addEventListener("pageshow", () => {
  for (const one of document.querySelectorAll("form[method=post] button")) one.disabled = false;
});
