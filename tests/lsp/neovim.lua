-- Run by test_neovim.py in Neovim without a screen: each answer of the server as one line of JSON.
local said = {}

local function say(name, value)
  table.insert(said, vim.json.encode({ name = name, value = value }))
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 20) then
    say("timeout", what)
  end
end

local function messages()
  return vim.tbl_map(function(each)
    return { line = each.lnum, message = each.message, code = each.code }
  end, vim.diagnostic.get(0))
end

local function has(words)
  return function()
    return vim.iter(messages()):any(function(each)
      return each.message:find(words, 1, true) ~= nil
    end)
  end
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  local _, answer = next(answers)
  return answer and (answer.result or answer.error)
end

local function place()
  return vim.lsp.util.make_position_params(0, "utf-16")
end

wait("the client", function()
  return #vim.lsp.get_clients({ bufnr = 0, name = "goalcheck" }) > 0
end)
wait("a conflict", has("hurts personal-attention at time-per-order"))
say("conflicts", messages())
vim.fn.search("install-30:")
say("hover", ask("textDocument/hover", place()))
say("lenses", ask("textDocument/codeLens", { textDocument = vim.lsp.util.make_text_document_params(0) }))
say("references", ask("textDocument/references", vim.tbl_extend("force", place(), { context = { includeDeclaration = true } })))
vim.fn.search("time-per-order")
say("definition", ask("textDocument/definition", place()))
say("completion", #ask("textDocument/completion", place()).items)
vim.api.nvim_buf_set_text(0, vim.fn.line(".") - 1, vim.fn.col(".") - 1, vim.fn.line(".") - 1, vim.fn.col(".") + 3, { "tiem" })
wait("a problem", has("did you mean 'time-per-order'?"))
say("problems", messages())
vim.cmd("undo")
wait("the conflict again", has("hurts personal-attention at time-per-order"))
vim.fn.search("install-30:", "b")
vim.lsp.buf.rename("install-soon")
wait("the rename", function()
  return vim.fn.search("install-soon:", "nw") > 0
end)
say("renamed", vim.iter(vim.api.nvim_list_bufs()):map(function(each)
  return vim.fn.fnamemodify(vim.api.nvim_buf_get_name(each), ":t")
end):totable())
vim.fn.writefile(said, vim.env.GOALCHECK_SAID)
vim.cmd("qall!")
