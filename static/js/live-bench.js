// 会场里谁按了什么，这张台自己跟上：听见有新的一版，就取自己的那一页来更新。
import { busy, refresh, say, version } from "./bench-press.js";
import { stash } from "./bench-drafts.js";
import { open } from "./channel.js";

const SOON = 120; // 毫秒：几次按得近，一起取；几张台错开
const AGAIN = 1000; // 没取成，隔一会儿再取
const SHOWN = 4000; // “又连上了”留多久

const room = document.querySelector('live-room[data-kind="bench"]');
const link = document.getElementById("bench-link");
const { waiting, again } = document.getElementById("bench-news").dataset;

let wanted = 0;
let timer;

function newer({ version: number }, wait = SOON) {
  wanted = Math.max(wanted, number);
  if (wanted > version()) timer ??= setTimeout(look, wait * (0.3 + Math.random()));
}

async function look() {
  timer = undefined;
  // 自己的一按正在路上：它会把新的一版带回来。
  if (busy()) return newer({ version: wanted });
  if (wanted > version()) await refresh();
  return newer({ version: wanted }, AGAIN);
}

document.addEventListener("channel:frame", ({ detail }) => newer(detail));
document.addEventListener("channel:joined", ({ detail }) => {
  newer(detail);
  if (!link.textContent) return;
  link.textContent = again;
  setTimeout(() => {
    if (link.textContent === again) link.textContent = "";
  }, SHOWN);
});
document.addEventListener("channel:lost", () => {
  link.textContent = waiting;
});
document.addEventListener("channel:refused", ({ detail }) => say(detail.sentence));
document.addEventListener("channel:changed", stash); // channel.js 接着把页面重新打开
addEventListener("pageshow", ({ persisted }) => persisted && refresh());

open({ id: Number(room.dataset.id), kind: room.dataset.kind });
