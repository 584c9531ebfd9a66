"use strict";

/** The command that starts the server, as vscode-languageclient takes it; knows nothing of the editor. */
function serverOptions(command) {
  if (!Array.isArray(command) || command.length === 0 || !command.every((word) => typeof word === "string")) {
    throw new TypeError("goalcheck.command must be a list of texts: the command and its arguments");
  }
  const [program, ...args] = command;
  return { command: program, args, options: { shell: false } };
}

/** The documents that the server is told of: it decides itself which of them belong to an organization. */
const documentSelector = [{ scheme: "file", language: "yaml" }];

module.exports = { documentSelector, serverOptions };
