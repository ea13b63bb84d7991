-- Runs inside Neovim: waits for what the server says of the open file, asks for hover and completion, and writes it all as JSON.
local function wait(what, ready)
  if not vim.wait(20000, ready, 50) then
    io.stderr:write(what .. " did not come\n")
    vim.cmd("cquit")
  end
end

local function ask(method, line, character)
  local params = { textDocument = vim.lsp.util.make_text_document_params(0), position = { line = line, character = character } }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
    return answer
  end
end

wait("diagnostics", function()
  return #vim.diagnostic.get(0) > 0
end)
local found = {}
for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
  local code = diagnostic.code or (diagnostic.user_data and diagnostic.user_data.lsp and diagnostic.user_data.lsp.code)
  table.insert(found, { line = diagnostic.lnum, severity = diagnostic.severity, code = code })
end
local hover = ask("textDocument/hover", 1, 12)
local completion = ask("textDocument/completion", 2, 14)

-- An edit in the middle of the file, and what is found then.
vim.api.nvim_buf_set_lines(0, 0, 1, false, { "net.ipv4.tcp_tw_reuse = 1" })
wait("diagnostics after an edit", function()
  return #vim.diagnostic.get(0) < #found
end)

local file = io.open(vim.env.SYSCTL_TEST_RESULT, "w")
file:write(vim.json and vim.json.encode({ filetype = vim.bo.filetype, found = found, hover = hover, completion = completion }) or "{}")
file:close()
vim.cmd("qall!")
