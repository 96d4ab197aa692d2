// 交接页：有人接过去了，服务器说一声，这一页就重开；断线时错过了，连上以后也重开。
import { open } from "./channel.js";

const page = document.querySelector("hand-over");

document.addEventListener("channel:joined", ({ detail }) => {
  if (detail.version > Number(page.dataset.version)) location.reload();
});
document.addEventListener("channel:refused", () => location.reload());

open({ id: Number(page.dataset.id), kind: "bench" });
