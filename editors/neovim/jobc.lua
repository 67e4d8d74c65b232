-- For Neovim 0.7 or newer: put this into ~/.config/nvim/plugin/jobc.lua.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  pattern = { '*.aurora', '*.thermos' },
  callback = function() vim.bo.filetype = 'aurora' end,
})

if vim.lsp.config and vim.lsp.enable then
  vim.lsp.config('jobc', {
    cmd = { 'jobc', 'server' },
    filetypes = { 'aurora' },
    root_markers = { 'jobc.toml', '.git' },
  })
  vim.lsp.enable('jobc')
else
  -- Before 0.11 a client is started, and attached, by hand; one for each folder.
  local clients = {}
  vim.api.nvim_create_autocmd('FileType', {
    pattern = 'aurora',
    callback = function(event)
      local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(event.buf), ':p:h')
      local marker = vim.fn.findfile('jobc.toml', folder .. ';')
      local root = marker ~= '' and vim.fn.fnamemodify(marker, ':p:h') or folder
      if not clients[root] or not vim.lsp.get_client_by_id(clients[root]) then
        clients[root] = vim.lsp.start_client({ name = 'jobc', cmd = { 'jobc', 'server' }, root_dir = root })
      end
      vim.lsp.buf_attach_client(event.buf, clients[root])
    end,
  })
end
