// 与服务器的一条线：连上、报到、断了自己再来。收到的变成 document 上的事件，谁要谁听。
import { io } from "../vendor/js/socket.io.esm.min.js";

const PATIENCE = 4000; // 毫秒：问一句最多等多久
const SOON = 1500; // 毫秒：被问住的服务器，过一会儿再来，各台设备错开

let socket;
let who;

// {id, code, kind, seat}：看哪一场会，以什么身份。一页只开一条线。
export function open({ id, code, kind, seat } = {}) {
  who = { id, code, kind, seat };
  if (socket) return;
  socket = io({
    // 先用普通请求，再换成 WebSocket：换不成也照样能用；换成过的，断线重来时直接用。
    rememberUpgrade: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 1500,
    randomizationFactor: 0.33,
    timeout: PATIENCE,
  });
  socket.on("connect", () => report("join"));
  socket.on("disconnect", (reason) => {
    tell("channel:lost", { reason });
    // 服务器请出去的，不会自己再来：再报一次到，由服务器说行不行。
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), SOON * Math.random());
  });
  socket.on("frame", (frame) => tell("channel:frame", frame));
  socket.on("changed", changed);
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", wake);
  addEventListener("online", wake);
}

// 问一句，等回答；没连上就不问，免得攒着的问题过后才到。
export async function ask(event, data = {}) {
  if (!socket?.connected) throw new Error("not connected");
  return socket.timeout(PATIENCE).emitWithAck(event, data);
}

async function report(event) {
  let answer;
  try {
    answer = await ask(event, who);
  } catch {
    answer = null;
  }
  if (answer?.refused) {
    socket.disconnect();
    tell("channel:refused", { sentence: answer.refused });
  } else if (answer) {
    tell("channel:joined", answer);
  } else if (socket.connected) {
    // 线还在，却没有人答：放下这条，重新来过。
    setTimeout(() => socket.io.engine?.close(), SOON * Math.random());
  }
}

// 睡醒或者网络回来：线可能早就断了而没人知道，问一声就知道。
function wake() {
  if (document.visibilityState === "visible" && socket.connected) report("here");
}

// 席位或者角色变了：这一页已经不是它该有的样子。
function changed() {
  if (tell("channel:changed", {})) location.reload();
}

function tell(name, detail) {
  return document.dispatchEvent(new CustomEvent(name, { detail, cancelable: true }));
}
