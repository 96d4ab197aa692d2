// 写了一半的字：别人按什么、页面怎么更新，都不丢。
const SECRET = ["csrf_token", "command_id"];
const STORE = `kept:${location.pathname}`;

const waiting = new WeakSet(); // 送出去了、还没有回音的表：再按一次要带同一个号
const done = new WeakSet(); // 已经收下的表：换成一张新的
const said = new WeakMap(); // 服务器上一次说这一段是开着还是合着

const here = () => document.getElementById("bench");
const forms = (root) => [...root.querySelectorAll('form[method="post"]')];
const worded = (field) => field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox])");

// 没有名字的表，按它送到哪里、带着什么起名：更新时认得出是同一张。暂停和继续是同一个按钮。
export function name(root) {
  for (const form of forms(root).filter((one) => !one.id)) {
    const hidden = [...form.querySelectorAll("input[type=hidden]")].filter((field) => !SECRET.includes(field.name));
    const words = [form.getAttribute("action").replace(/\/(start|pause)$/, ""), ...hidden.map((field) => field.value)];
    const id = `press${words.join("-").replace(/[^\p{L}\p{N}]+/gu, "-")}`;
    if (!root.querySelector(`[id="${id}"]`)) form.id = id;
  }
}

function changed(field) {
  if (field.matches("[type=radio], [type=checkbox]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) {
    const usual = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(usual, 0);
  }
  return worded(field) && field.value !== field.defaultValue;
}

function unsent(form) {
  return [...form.elements].some(changed) || form.querySelector(".field-error, [data-focus]") !== null;
}

// 这张表里有没有人正写着、正等着的东西。
function held(form) {
  return !done.has(form) && (unsent(form) || waiting.has(form));
}

// 更新时：这一处原样留着吗？正写着的表留着；这台设备自己的东西(带记号的)本来就留着。
export function stays(old, fresh, pressed) {
  if (old instanceof HTMLDetailsElement) fold(old, fresh);
  if (old.matches("dialog-box:has(dialog[open])")) return true;
  const same = old instanceof HTMLFormElement && old.getAttribute("action") === fresh.getAttribute("action");
  return same && old !== pressed && held(old);
}

// 展开着的还展开着；服务器改了主意、里面又没有人在写，才听服务器的。
function fold(old, fresh) {
  const now = fresh.open;
  const turned = said.has(old) && said.get(old) !== now;
  if (!turned || (old.open && forms(old).some(held))) fresh.open = old.open;
  said.set(old, now);
}

// 新的一页到了：收下的表换新的；没有了去处的字留下来给人看。
export function arrive(page, pressed) {
  for (const form of forms(here())) {
    const fresh = form.id ? page.querySelector(`form[id="${form.id}"]`) : null;
    if (done.has(form) && fresh) {
      form.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
      done.delete(form);
    } else if (form !== pressed && held(form) && fresh?.getAttribute("action") !== form.getAttribute("action")) {
      keep(words(form));
    }
  }
}

export function sent(form) {
  waiting.add(form);
}

// 有了回音；收下了的，字清掉，号换新的。
export function answered(form, taken) {
  waiting.delete(form);
  if (!taken) return;
  const written = [...form.elements].filter((field) => field.matches("textarea, select, input:not([type=hidden])"));
  if (written.length) done.add(form);
  for (const field of written.filter(worded)) field.value = "";
  if (form.elements.command_id) form.elements.command_id.value = fresh();
}

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function words(form) {
  return [...form.elements].filter((field) => worded(field) && changed(field) && field.value.trim()).map((field) => field.value);
}

function keep(texts) {
  const list = document.querySelector("#kept .kept-list");
  const had = [...list.children].map((one) => one.textContent);
  for (const text of texts.filter((one) => !had.includes(one))) {
    const row = document.createElement("li");
    row.className = "pre-line";
    row.textContent = text;
    list.append(row);
  }
  document.getElementById("kept").hidden = !list.children.length;
}

// 整页要重新打开之前：正写着的先存在这一页里，打开以后还给人看。
export function stash() {
  const list = document.querySelectorAll("#kept .kept-list > li");
  const texts = [...[...list].map((one) => one.textContent), ...forms(here()).filter(held).flatMap(words)];
  try {
    sessionStorage.setItem(STORE, JSON.stringify(texts));
  } catch {
    // 不让存：没有别的办法。
  }
}

function unstash() {
  try {
    keep(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));
    sessionStorage.removeItem(STORE);
  } catch {
    // 不让存，就没有存过。
  }
}

document.addEventListener("input", ({ target }) => target.form && done.delete(target.form));
document.querySelector("#kept button").addEventListener("click", () => {
  document.querySelector("#kept .kept-list").replaceChildren();
  document.getElementById("kept").hidden = true;
});
for (const part of here().querySelectorAll("details")) said.set(part, part.hasAttribute("open"));
name(here());
unstash();
