;;; jobc.el --- Aurora job configurations -*- lexical-binding: t -*-

;; Load this from your init file. Emacs 29 and newer have eglot; before, it is a package of the same name.

;;; Code:

(require 'python)
(require 'eglot)

(define-derived-mode aurora-mode python-mode "Aurora"
  "Major mode for Aurora job configurations."
  (setq-local python-indent-offset 2))

(add-to-list 'auto-mode-alist '("\\.\\(aurora\\|thermos\\)\\'" . aurora-mode))
(add-to-list 'eglot-server-programs '(aurora-mode . ("jobc" "server")))
(add-hook 'aurora-mode-hook #'eglot-ensure)

(provide 'jobc)
;;; jobc.el ends here
