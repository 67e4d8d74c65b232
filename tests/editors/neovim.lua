-- Neovim as a client of `jobc server`, with the set-up of editors/neovim. Run by tests/editors/run.
local passed, failed = 0, 0
local function check(name, ok, seen)
  if ok then passed = passed + 1 else
    failed = failed + 1
    io.stderr:write('failed: ' .. name .. ': ' .. vim.inspect(seen) .. '\n')
  end
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  for _, answer in pairs(answers) do return answer.result end
end
local function at(line, character)
  return { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = character } }
end
local function with(params, more) return vim.tbl_extend('force', params, more) end
local function codes()
  return vim.tbl_map(function(it) return it.code end, vim.diagnostic.get(0))
end
local function diagnosed(code)
  return vim.wait(20000, function() return vim.tbl_contains(codes(), code) end, 50)
end

dofile(os.getenv('JOBC_SETUP'))
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
vim.fn.writefile({}, folder .. '/jobc.toml')
vim.fn.writefile({
  "command = 'echo {{who}}'",
  "hello=Process(name = 'hello', cmdlin = command)",
}, folder .. '/hello.aurora')
vim.cmd('edit ' .. folder .. '/hello.aurora')
check('diagnostics on open', diagnosed('E301'), codes())
check('hover', vim.inspect(ask('textDocument/hover', at(1, 8))):find('Process'), 'hover')
check('completion', vim.inspect(ask('textDocument/completion', at(1, 30))):find('cmdline'), 'completion')
local definition = vim.inspect(ask('textDocument/definition', at(1, 41)))
check('definition', definition:find('line = 0'), definition)
local rename = vim.inspect(ask('textDocument/rename', with(at(1, 41), { newName = 'line' })))
check('rename', select(2, rename:gsub('newText = "line"', '')) == 2, rename)
local spot = { line = 1, character = 30 }
local actions = ask('textDocument/codeAction', {
  textDocument = { uri = vim.uri_from_bufnr(0) },
  range = { start = spot, ['end'] = spot },
  context = { diagnostics = {} },
}) or {}
local fixed = false
for _, action in ipairs(actions) do
  if not fixed and action.edit and vim.inspect(action.edit):find('newText = "cmdline"') then
    vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
    fixed = true
  end
end
check('quick fix', fixed and vim.fn.getline(2):find('cmdline = command'), actions)
local edits = ask('textDocument/formatting', with(at(0, 0), { options = { tabSize = 2, insertSpaces = true } }))
if edits then vim.lsp.util.apply_text_edits(edits, 0, 'utf-16') end
check('formatting', vim.fn.getline(2):find('^hello = Process'), vim.fn.getline(1, '$'))
vim.fn.append(vim.fn.line('$'), "other = Process(name = 'other', comand = 'x')")
vim.cmd('write')
check('diagnostics on save', vim.wait(20000, function()
  for _, it in ipairs(vim.diagnostic.get(0)) do if it.message:find('comand') then return true end end
end, 50), codes())
-- From 0.11 on Neovim keeps the configurations itself; where it is older, they are only looked at.
if not (vim.lsp.config and vim.lsp.enable) then
  local configured, enabled
  vim.lsp.config = function(name, it) configured = { name = name, it = it } end
  vim.lsp.enable = function(name) enabled = name end
  dofile(os.getenv('JOBC_SETUP'))
  local it = configured and configured.it or {}
  check('set-up of 0.11', configured and configured.name == enabled and it.cmd[1] == 'jobc'
    and it.cmd[2] == 'server' and vim.tbl_contains(it.filetypes, vim.bo.filetype)
    and vim.tbl_contains(it.root_markers, 'jobc.toml'), configured)
else
  check('set-up of 0.11', vim.lsp.get_clients({ name = 'jobc' })[1] ~= nil)
end
io.stdout:write(('neovim: %d checks passed, %d failed\n'):format(passed, failed))
vim.cmd(failed == 0 and passed == 9 and 'qall!' or 'cquit 1')
