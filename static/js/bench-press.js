// 台上的按钮：按下去不换整页，只换 #bench；滚到哪里、焦点在哪里都不动。没有它，每张表单照样能用。
import { answered, arrive, name, sent, stash, stays } from "./bench-drafts.js";

const INTO = { target: "#bench", select: "#bench", swap: "outerMorph", push: false };
const KEPT = ["role", "aria-haspopup"]; // 脚本给对话框按钮加的
const WRONG = 422; // 页面自己会说错在哪里

let pressed = null; // 正在更新的这一次，是不是从哪张表来的
let under = 0;
let kept = ""; // 刚收下的是哪张表
let within = ""; // 它在哪一块里

const own = () => location.pathname + location.search;
const bench = () => document.getElementById("bench");
const news = (key) => document.getElementById("bench-news").dataset[key];

export const version = () => Number(bench().dataset.version);
export const busy = () => under > 0;
export const refresh = () => htmx.ajax("GET", own(), INTO);

export function say(sentence) {
  document.getElementById("bench-word").textContent = sentence;
}

// 回答里的那句话；服务器自己出错时说我们的。
function sentence({ text, response }) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const words = page.querySelector(".notice p:not(.notice-title)")?.textContent.trim();
  return (response.status < 500 && words) || news("failed");
}

function on(event, listener) {
  document.addEventListener(`htmx:${event}`, listener);
}

htmx.registerExtension("bench", {
  htmx_before_morph_node: (old, { newNode }) => !stays(old, newNode, pressed),
  htmx_before_morph_attr: (old, { attrName, newValue }) => newValue !== null || !KEPT.includes(attrName),
});

// 链接照常打开；只有表单留在这一页。
on("before:init", (event) => {
  if (event.target.matches("a")) event.preventDefault();
});

on("before:request", ({ detail: { ctx } }) => {
  under += 1;
  ctx.under = true;
  if (ctx.request.method !== "POST") return;
  ctx.own = true;
  say("");
  sent(ctx.sourceElement);
  ctx.sourceElement.closest("dialog")?.close();
});

on("after:request", (event) => {
  const { ctx } = event.detail;
  const { status } = ctx.response;
  if (ctx.own) answered(ctx.sourceElement, status < 400);
  if (ctx.hx.location) go(event, ctx);
  else if (status >= 400 && status !== WRONG) {
    event.preventDefault();
    if (!ctx.own) return;
    say(sentence(ctx));
    if (status < 500) refresh();
  }
});

// 收下了：这一页还是自己的，就更新它；要去别处，整页去。
function go(event, ctx) {
  const there = new URL(ctx.hx.location, location.href);
  if (there.pathname === location.pathname) {
    kept = ctx.sourceElement.id;
    within = ctx.sourceElement.closest("section")?.id;
    ctx.hx.location = JSON.stringify({ path: own(), ...INTO });
    return;
  }
  event.preventDefault();
  stash();
  location.assign(there);
}

on("before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  const page = tasks.find((task) => task.type === "main")?.fragment;
  const fresh = page?.querySelector("#bench");
  // 晚到的旧页不要；不是这一页的也不要。
  if (!fresh || Number(fresh.dataset.version) < version()) {
    event.preventDefault();
    return;
  }
  pressed = ctx.own ? ctx.sourceElement : null;
  name(page);
  arrive(page, pressed);
});

// 表收起来，页面短了一截：按过的那一块要是整个跑到上面去了，就回到它那里。
function keepInSight(section) {
  const top = document.getElementById("main").offsetTop;
  if (section && section.getBoundingClientRect().bottom < top) section.scrollIntoView();
}

on("after:swap", ({ detail: { ctx } }) => {
  pressed = null;
  document.querySelector("live-room").dataset.version = version();
  const wrong = ctx.own && bench().querySelector("[data-focus]");
  const more = kept && document.getElementById(kept)?.querySelector("[data-next] textarea");
  if (kept) keepInSight(document.getElementById(within));
  kept = "";
  if (wrong) wrong.focus();
  // 记完一条接着记：不用再去点输入框。
  else if (more && document.activeElement === document.body) more.focus({ preventScroll: true });
  else if (document.activeElement === document.body) document.getElementById("main").focus({ preventScroll: true });
});

on("error", ({ detail: { ctx } }) => {
  if (ctx?.own) say(news("lost"));
});

on("finally:request", ({ detail: { ctx } }) => {
  if (ctx.under) under -= 1;
});
