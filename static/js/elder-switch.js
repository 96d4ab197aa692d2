// 长辈版的开关：有脚本时就地换，写到一半的字不丢；没有脚本，表单照样送出，页面重新打开。
async function choose(form, button) {
  const body = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
  if (answer.type !== "opaqueredirect") throw new Error(`${answer.status}`);
  const on = button.value === "on";
  document.documentElement.classList.toggle("elder", on);
  for (const each of document.querySelectorAll("[data-elder] button")) each.value = on ? "off" : "on";
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-elder]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = form.querySelector("button");
    choose(form, button).catch(() => {
      delete form.dataset.elder;
      form.requestSubmit(button);
    });
  },
  true,
);
