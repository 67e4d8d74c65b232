;;; emacs.el --- Emacs as a client of `jobc server' -*- lexical-binding: t -*-

;; With the set-up of editors/emacs (JOBC_SETUP). Run by tests/editors/run.

;;; Code:

(require 'package)
(unless (require 'eglot nil t)
  ;; Before Emacs 29 it is a package.
  (package-initialize))

(defvar tests-failed 0)
(defvar tests-passed 0)

(defun tests-check (name ok &optional seen)
  "Count the check NAME, which passed if OK; SEEN is printed otherwise."
  (if ok (setq tests-passed (1+ tests-passed))
    (setq tests-failed (1+ tests-failed))
    (message "failed: %s: %S" name seen)))

(defun tests-wait (condition)
  "Wait until CONDITION is true; give what it gave."
  (let ((end (time-add nil 60)) (found nil))
    (while (and (not (setq found (funcall condition))) (time-less-p nil end))
      (accept-process-output nil 0.1))
    found))

(defun tests-diagnostics ()
  "The texts of the diagnostics of this buffer."
  (flymake-start)
  (accept-process-output nil 0.1)
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun tests-has (words)
  "A condition: a diagnostic has WORDS in it."
  (lambda ()
    (seq-some (lambda (it) (string-match-p (regexp-quote words) it)) (tests-diagnostics))))

(load (getenv "JOBC_SETUP") nil t)
(let* ((folder (file-name-as-directory (make-temp-file "jobc" t)))
       (file (concat folder "hello.aurora")))
  (with-temp-file (concat folder "jobc.toml"))
  (with-temp-file file
    (insert "command = 'echo {{who}}'\nhello=Process(name = 'hello', cmdlin = command)\n"))
  (find-file file)
  (tests-check "mode" (eq major-mode 'aurora-mode) major-mode)
  ;; What Emacs does behind each command; without a terminal there are none.
  (run-hooks 'post-command-hook)
  (tests-check "connection" (tests-wait #'eglot-current-server))
  (tests-check "diagnostics on open" (tests-wait (tests-has "cmdlin")) (tests-diagnostics))
  (goto-char (point-min))
  (search-forward "cmdlin")
  (insert "e")
  (save-buffer)
  (tests-check "diagnostics on save"
               (tests-wait (lambda () (not (funcall (tests-has "no attribute")))))
               (tests-diagnostics))
  (goto-char (point-min))
  (search-forward "Proce")
  (let* ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover
                                 (eglot--TextDocumentPositionParams)))
         (text (format "%S" hover)))
    (tests-check "hover" (string-match-p "cmdline" text) text))
  (eglot-format-buffer)
  (tests-check "formatting" (string-match-p "^hello = Process" (buffer-string)) (buffer-string))
  (let ((server (eglot-current-server)))
    (set-buffer-modified-p nil)
    (eglot-shutdown server)
    (tests-check "end" (not (jsonrpc-running-p server)))))

(message "emacs: %d checks passed, %d failed" tests-passed tests-failed)
(kill-emacs (if (and (= tests-failed 0) (= tests-passed 7)) 0 1))
;;; emacs.el ends here
