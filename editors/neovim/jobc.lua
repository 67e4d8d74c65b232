-- Put this into ~/.config/nvim/lsp/jobc.lua (Neovim 0.11 or newer), and into init.lua:
--
--   vim.filetype.add({ extension = { aurora = 'aurora', thermos = 'aurora' } })
--   vim.treesitter.language.register('python', 'aurora')
--   vim.lsp.enable('jobc')
return {
  cmd = { 'jobc', 'server' },
  filetypes = { 'aurora' },
  root_markers = { 'jobc.toml', '.git' },
}
