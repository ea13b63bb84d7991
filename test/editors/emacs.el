;;; Runs inside Emacs: waits for what the server says of the open file, asks for hover and completion, and writes it all as JSON.  -*- lexical-binding: t -*-
(require 'json)
(require 'flymake)

(defun sysctl-test-wait (what ready)
  "Waits until READY returns something; fails after 20 seconds for want of WHAT."
  (let ((deadline (+ (float-time) 20)) answer)
    (while (and (not (setq answer (funcall ready))) (< (float-time) deadline))
      (accept-process-output nil 0.05))
    (or answer (error "%s did not come" what))))

(defun sysctl-test-ask (method line character)
  (jsonrpc-request (eglot-current-server) method
                   (list :textDocument (eglot--TextDocumentIdentifier) :position (list :line line :character character))))

(setq eglot-sync-connect t)
(find-file (getenv "SYSCTL_TEST_FILE"))
;; Batch mode has no command loop, which is what eglot-ensure waits for.
(run-hooks 'post-command-hook)
(sysctl-test-wait "a server" #'eglot-current-server)
(flymake-start)
(let* ((found (sysctl-test-wait "diagnostics" #'flymake-diagnostics))
       (result (list :mode (symbol-name major-mode)
                     :language (eglot--TextDocumentItem)
                     :found (vconcat (mapcar (lambda (one) (list :line (1- (line-number-at-pos (flymake-diagnostic-beg one)))
                                                                 :text (flymake-diagnostic-text one)))
                                             found))
                     :hover (sysctl-test-ask :textDocument/hover 1 12)
                     :completion (sysctl-test-ask :textDocument/completion 2 14)
                     :events (with-current-buffer (jsonrpc-events-buffer (eglot-current-server)) (buffer-string)))))
  (with-temp-file (getenv "SYSCTL_TEST_RESULT")
    (insert (json-encode result))))
(eglot-shutdown (eglot-current-server) nil 10)
