"use strict";

// The client's half that needs no editor, against the real server: node --test, with GOALCHECK_COMMAND as JSON.
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const test = require("node:test");
const { pathToFileURL } = require("node:url");
const { documentSelector, serverOptions } = require("../src/server");

const COMMAND = JSON.parse(process.env.GOALCHECK_COMMAND || '["goalcheck", "lsp"]');
const ORGANIZATION = `organization: {name: Small}
outcomes: {calm: {importance: 5}}
departments:
  a: {objectives: {rest: {affects: {calm: strongly helps}}}}
  b: {objectives: {hurry: {affects: {calm: strongly hurts}}}}
`;

/** Speaks JSON-RPC with a process, as any client of a language server does. */
class Connection {
  constructor(options) {
    this.process = spawn(options.command, options.args, { ...options.options, stdio: ["pipe", "pipe", "inherit"] });
    this.waiting = new Map();
    this.heard = [];
    this.next = 1;
    let held = Buffer.alloc(0);
    this.process.stdout.on("data", (piece) => {
      held = Buffer.concat([held, piece]);
      for (;;) {
        const end = held.indexOf("\r\n\r\n");
        if (end < 0) return;
        const length = Number(/Content-Length: (\d+)/i.exec(held.subarray(0, end).toString())[1]);
        if (held.length < end + 4 + length) return;
        this.hear(JSON.parse(held.subarray(end + 4, end + 4 + length).toString()));
        held = held.subarray(end + 4 + length);
      }
    });
  }

  hear(message) {
    const wants = this.waiting.get(message.method || message.id);
    if (wants) wants(message);
    else this.heard.push(message);
  }

  send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  request(method, params) {
    const id = this.next++;
    const answer = new Promise((resolve, reject) => {
      this.waiting.set(id, (message) => (message.error ? reject(new Error(message.error.message)) : resolve(message.result)));
    });
    this.send({ id, method, params });
    return answer;
  }
}

test("the command comes from a list of texts alone", () => {
  assert.deepEqual(serverOptions(["goalcheck", "lsp"]), { command: "goalcheck", args: ["lsp"], options: { shell: false } });
  for (const wrong of ["goalcheck lsp", [], null, [1]]) assert.throws(() => serverOptions(wrong), TypeError);
  assert.deepEqual(documentSelector, [{ scheme: "file", language: "yaml" }]);
});

test("the server tells conflicts of what is not saved, and ends when it is told to", async () => {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "goalcheck-"));
  const uri = pathToFileURL(path.join(folder, "org.yaml")).href;
  const connection = new Connection(serverOptions(COMMAND));
  const exited = new Promise((resolve) => connection.process.on("exit", resolve));
  const rootUri = pathToFileURL(folder).href;
  const { capabilities } = await connection.request("initialize", {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "small" }],
    capabilities: { textDocument: { diagnostic: {} } },
  });
  for (const each of ["hoverProvider", "renameProvider", "codeActionProvider", "codeLensProvider", "diagnosticProvider"]) {
    assert.ok(capabilities[each], each);
  }
  connection.notify("initialized", {});
  connection.notify("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text: ORGANIZATION },
  });
  const { items } = await connection.request("textDocument/diagnostic", { textDocument: { uri } });
  const [conflict] = items.filter((each) => each.code === "GC101");
  assert.match(conflict.message, /^b\.hurry hurts calm/);
  assert.deepEqual(conflict.range.start, { line: 4, character: 37 });
  assert.equal(await connection.request("shutdown", null), null);
  connection.notify("exit", null);
  assert.equal(await exited, 0);
  fs.rmSync(folder, { recursive: true });
});
