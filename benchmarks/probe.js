// Runs before the page's own scripts and notes, on the page's own clock, what passes
// over the websocket and when the page comes to rest.
(() => {
  const probe = { sent: [], received: [], paintedAt: 0 };
  window.zeroparkProbe = probe;

  const hex = (data) =>
    Array.from(new Uint8Array(data), (byte) => byte.toString(16).padStart(2, "0")).join("");

  // Two frames on, what the last change asked for has been painted.
  const afterPainting = () =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => { probe.paintedAt = performance.now(); }));

  const SMALL = 200; // the end of a script is a small message
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        const size = data.byteLength ?? data.size ?? data.length;
        const isSmall = size < SMALL && data instanceof ArrayBuffer;
        probe.received.push([performance.now(), size, isSmall ? hex(data) : ""]);
        afterPainting();
      });
    }
    send(data) {
      const bytes = ArrayBuffer.isView(data)
        ? data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) : data;
      probe.sent.push([performance.now(), hex(bytes)]);
      super.send(data);
    }
  };

  new MutationObserver((changes) => {
    const app = changes[changes.length - 1].target;
    if (app.getAttribute("data-test-script-state") === "notRunning") afterPainting();
  }).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] });

  const isQuiet = (forMs) => {
    const passed = [...probe.sent, ...probe.received].map(([at]) => at);
    const app = document.querySelector(".stApp");
    return app?.getAttribute("data-test-script-state") === "notRunning"
      && performance.now() - Math.max(probe.paintedAt, ...passed) > forMs;
  };
  // What passed since the last time, once nothing has happened for so long.
  probe.atRest = async (forMs, { afterSending = false } = {}) => {
    while (!isQuiet(forMs) || (afterSending && !probe.sent.length)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { sent, received, paintedAt } = probe;
    probe.sent = [];
    probe.received = [];
    return { sent, received, paintedAt };
  };
})();
