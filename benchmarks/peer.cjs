// Node's socket.io doing what tests/shell/hall.py does: 一按，全场都收到。
// The press is a number in memory here; ours is a transaction on the disk.
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const region = process.env.HALL_REGION;
let version = 0;

const server = createServer((request, response) => {
  request.resume();
  version += 1;
  response.writeHead(204).end();
  const regions = { queue: `<ol id='q1'>${region}</ol>` };
  sockets.to("hall").emit("frame", { version, regions });
});
const sockets = new Server(server, { pingInterval: 20000, pingTimeout: 10000 });
sockets.on("connection", (phone) => {
  phone.on("watch", (data, acknowledge) => {
    phone.join("hall");
    acknowledge({ watching: data });
  });
});
server.keepAliveTimeout = 0; // 手一直按着，不要断
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
