// 铃：钟变黄时轻轻一下，变红时清楚两下。浏览器要人先点一下才让出声；按钮在能出声以后退场。
const STRIKES = { yellow: [[660, 0, 0.25]], red: [[880, 0, 0.7], [880, 0.45, 0.7]] };
const SHAKES = { yellow: [120], red: [300, 150, 300] };
const RING = 1.4; // 秒

let sound;

export function ring(card) {
  navigator.vibrate?.(SHAKES[card] ?? 0);
  if (sound?.state !== "running") return;
  for (const [pitch, wait, loud] of STRIKES[card] ?? []) strike(pitch, sound.currentTime + wait, loud);
}

function strike(pitch, at, loud) {
  // 基音加一个泛音，很快响起、慢慢散去，听起来就像一口小铃。
  for (const [times, share] of [[1, 1], [2.76, 0.3]]) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = pitch * times;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(loud * share, at + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.001, at + RING);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + RING);
  }
}

async function unlock() {
  const Sound = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  if (!Sound) return;
  sound ??= watched(new Sound());
  await sound.resume();
  show();
}

// 来电话、换应用会把声音收走：按钮再出来。
function watched(made) {
  made.addEventListener("statechange", show);
  return made;
}

function show() {
  for (const button of document.querySelectorAll("bell-button")) button.show();
}

class BellButton extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", async () => {
      await unlock();
      ring("yellow");
    });
    this.show();
  }

  show() {
    this.hidden = sound?.state === "running" || !(globalThis.AudioContext ?? globalThis.webkitAudioContext);
  }
}

customElements.define("bell-button", BellButton);
document.addEventListener("clock:turned", ({ target, detail }) => {
  if (target.closest("[data-bell]")) ring(detail.card);
});
// 在页面上点哪里都算数，不用专门去找那个按钮。
document.addEventListener("click", () => {
  if (sound?.state !== "running" && document.querySelector("bell-button")) unlock();
});
