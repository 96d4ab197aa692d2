// 开会时屏幕不熄：只在安全的地址(https)上要得到；要不到时把话说一次，点“知道了”就不再说。
const KEY = "wake-lock-told";

class WakeLock extends HTMLElement {
  connectedCallback() {
    this.again = () => this.hold();
    document.addEventListener("visibilitychange", this.again);
    this.querySelector("button").addEventListener("click", () => this.dismiss());
    this.hold();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.again);
    this.lock?.release().catch(() => {});
  }

  async hold() {
    if (document.visibilityState !== "visible" || (this.lock && !this.lock.released)) return;
    try {
      this.lock = await navigator.wakeLock.request("screen");
      this.hidden = true;
      this.dataset.state = "held";
    } catch {
      // 没有这项本事(不安全的地址、老浏览器)，或者设备快没电了。
      this.dataset.state = "refused";
      this.hidden = told();
    }
  }

  dismiss() {
    this.hidden = true;
    try {
      localStorage.setItem(KEY, "1");
    } catch {
      // 不让存：下次再说一遍。
    }
  }
}

function told() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

customElements.define("wake-lock", WakeLock);
