-- Opens a sample page in Neovim without a window and waits until the server has said what is wrong with it.
--
--     nvim --headless -u NONE -i NONE -n -c 'luafile editors/neovim/smoke.lua'
--
-- Run from the root of the repository; `APIPROOF` names the binary. Fails if nothing is said within 20 seconds, or if a
-- finding has no rule as its code. Works from Neovim 0.7 on, with pushed as well as with pulled diagnostics.

local binary = os.getenv('APIPROOF') or 'apiproof'
local page = 'docs-samples/mistakes/json-syntax.md'

local function leave(code, words)
  io.stdout:write(words .. '\n')
  vim.cmd(code == 0 and 'qa!' or 'cquit!')
end

vim.cmd('edit ' .. page)
local client = vim.lsp.start_client({ name = 'apiproof', cmd = { binary, 'lsp' }, root_dir = vim.fn.getcwd() })
if not client then
  leave(1, 'the server did not start: ' .. binary)
end
vim.lsp.buf_attach_client(0, client)

local found = vim.wait(20000, function()
  return #vim.diagnostic.get(0) > 0
end, 50)
local findings = vim.diagnostic.get(0)
if not found then
  leave(1, 'no diagnostics for ' .. page)
end
for _, finding in ipairs(findings) do
  if type(finding.code) ~= 'string' or not finding.code:find('/') then
    leave(1, 'a finding without its rule: ' .. finding.message)
  end
end
leave(0, #findings .. ' findings in ' .. page)
