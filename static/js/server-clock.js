// 服务器的时间：量几次往返，取最快的一次；之后按设备的单调时钟走，不看设备自己的日期。
import { ask } from "./channel.js";

const PROBES = 5;
const HOLD = 250; // 毫秒：重新对时的误差之内，时间站一站，不倒退
const DRIFT = 1000; // 毫秒：两种钟差了这么多，设备睡过，或者有人改了它的日期
const APART = 2000; // 毫秒：服务器说的时间差了这么多，重新对时
const AGEING = 1e-4; // 晶振每毫秒最多偏这么多

// 服务器时间 = performance.now() + offset；error 是它最多差多少，at 是何时量的。
let best = first();
let last = -Infinity;
let apart = Date.now() - performance.now();
let sure = true;
let running = false;
let again = false;

export function serverNow() {
  const now = performance.now() + best.offset;
  if (now < last && last - now < HOLD) return last;
  last = now;
  return now;
}

// 睡醒以后还没对过时，为假：单调时钟在睡着时可能停过。
export function isSure() {
  return sure;
}

export async function measure() {
  again = true;
  if (running) return;
  running = true;
  try {
    while (again) {
      again = false;
      await settle();
    }
  } catch {
    // 没连上：连上以后再量。
  }
  running = false;
}

async function settle() {
  let found = null;
  for (let count = 0; count < PROBES && !again; count += 1) {
    const sample = await probe();
    if (!found || sample.error < found.error) found = sample;
  }
  if (!found || again) return;
  take(found);
  sure = true;
  document.dispatchEvent(new CustomEvent("clock:measured"));
}

async function probe() {
  const sent = performance.now();
  const { at } = await ask("probe");
  const came = performance.now();
  return { offset: at - (sent + came) / 2, error: (came - sent) / 2 + 1, at: came };
}

// 网络慢的时候量得粗：和原来的不矛盾，就留着原来更准的。
function take(found) {
  const error = best.error + (found.at - best.at) * AGEING;
  const agree = Math.abs(found.offset - best.offset) <= found.error + error;
  if (!agree || found.error <= error || !sure) best = found;
}

// 还没量过：页面写着服务器生成它的时刻，那时它的第一个字节刚要到。
function first() {
  const place = document.querySelector("live-room[data-now]")?.dataset.now;
  const said = Number(place ?? document.querySelector('meta[name="server-now"]')?.content);
  const [page] = performance.getEntriesByType("navigation");
  const arrived = page?.responseStart ?? performance.now();
  const offset = said ? said - arrived : Date.now() - performance.now();
  return { offset, error: Infinity, at: performance.now() };
}

function drifted() {
  const now = Date.now() - performance.now();
  const jump = now - apart;
  apart = now;
  return jump;
}

// 日期往前跳，又正好在醒来时：多半是睡过，量好之前不报数。
function wake() {
  if (document.visibilityState !== "visible") return;
  if (drifted() > DRIFT && document.querySelector("live-room")) sure = false;
  measure();
}

document.addEventListener("channel:joined", measure);
document.addEventListener("channel:frame", ({ detail }) => {
  if (Math.abs(detail.at - serverNow()) > APART) measure();
});
for (const name of ["pageshow", "online"]) addEventListener(name, wake);
document.addEventListener("visibilitychange", wake);
document.addEventListener("resume", wake);
setInterval(() => {
  if (Math.abs(drifted()) > DRIFT) measure();
}, 1000);
