;; sysctl-language-server in Emacs with Eglot: part of Emacs since 29, a package before. Put it into your init file.

(define-derived-mode sysctl-mode conf-unix-mode "sysctl"
  "Kernel parameters: sysctl.conf and sysctl.d.")

(add-to-list 'auto-mode-alist '("/sysctl\\.conf\\'" . sysctl-mode))
(add-to-list 'auto-mode-alist '("/sysctl\\.d/.*\\.conf\\'" . sysctl-mode))
(add-to-list 'auto-mode-alist '("[-.]sysctl\\(\\.conf\\)?\\'" . sysctl-mode))

(require 'eglot)
(add-to-list 'eglot-server-programs '(sysctl-mode . ("sysctl-language-server" "--stdio")))
(add-hook 'sysctl-mode-hook #'eglot-ensure)

;; (setq-default eglot-workspace-configuration '(:sysctl (:target (:kernel "6.12" :loader "systemd"))))
