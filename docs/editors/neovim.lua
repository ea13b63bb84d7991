-- sysctl-language-server in Neovim, 0.7 and newer. Put it into init.lua, or into a file that init.lua loads.

-- Neovim knows /etc/sysctl.conf and /etc/sysctl.d; these are the other places.
vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
  pattern = { "sysctl.conf", "*/sysctl.d/*.conf", "*-sysctl.conf", "*.sysctl" },
  command = "set filetype=sysctl",
})

local config = {
  name = "sysctl",
  cmd = { "sysctl-language-server", "--stdio" },
  -- settings = { sysctl = { target = { kernel = "6.12", loader = "systemd" } } },
}

local client
vim.api.nvim_create_autocmd("FileType", {
  pattern = "sysctl",
  callback = function(event)
    if vim.lsp.start then
      vim.lsp.start(config)
    else -- Neovim 0.7
      client = client or vim.lsp.start_client(config)
      vim.lsp.buf_attach_client(event.buf, client)
    end
    vim.keymap.set("n", "K", vim.lsp.buf.hover, { buffer = event.buf })
    vim.bo[event.buf].omnifunc = "v:lua.vim.lsp.omnifunc"
  end,
})
