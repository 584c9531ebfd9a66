"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { documentSelector, serverOptions } = require("./server");

let client;

/** Start the server; the command can be set by the user, not by a workspace. */
async function activate(context) {
  const command = vscode.workspace.getConfiguration("goalcheck").get("command");
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.{yaml,yml,csv}");
  context.subscriptions.push(watcher);
  client = new LanguageClient("goalcheck", "goalcheck", serverOptions(command), {
    documentSelector,
    synchronize: { fileEvents: watcher },
  });
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`goalcheck did not start (pip install 'goalcheck[lsp]'): ${error.message}`);
  }
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
