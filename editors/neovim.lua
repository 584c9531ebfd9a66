-- Neovim 0.11 or newer: put this into init.lua.
vim.lsp.config("goalcheck", {
  cmd = { "goalcheck", "lsp" },
  filetypes = { "yaml" },
  root_markers = { "goalcheck.yaml", ".git" },
})
vim.lsp.enable("goalcheck")

-- A line above each objective: what it squeezes, and what squeezes it.
vim.api.nvim_create_autocmd({ "BufEnter", "BufWritePost", "InsertLeave" }, {
  pattern = { "*.yaml", "*.yml" },
  callback = function(event)
    if #vim.lsp.get_clients({ bufnr = event.buf, name = "goalcheck" }) > 0 then
      vim.lsp.codelens.refresh({ bufnr = event.buf })
    end
  end,
})
