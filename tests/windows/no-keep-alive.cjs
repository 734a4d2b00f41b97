// wine 8 knows no keep-alive of single connections, and Node's fetch asks for it at each.
const { Socket } = require('node:net');

Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};
