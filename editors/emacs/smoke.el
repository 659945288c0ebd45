;;; smoke.el --- Eglot without a window -*- lexical-binding: t -*-

;; Opens a sample page in Emacs and waits until the server has said what is wrong with it.
;;
;;     emacs --batch -l editors/emacs/smoke.el
;;
;; Run from the root of the repository; `APIPROOF' names the binary.  Fails if nothing is said within 20 seconds.  Needs
;; Eglot, which is part of Emacs 29.

(require 'eglot)
(require 'flymake)

(let* ((binary (or (getenv "APIPROOF") "apiproof"))
       (page "docs-samples/mistakes/json-syntax.md")
       (until (time-add nil 20))
       (found nil))
  (add-to-list 'eglot-server-programs `(text-mode . (,(expand-file-name binary) "lsp")))
  (find-file page)
  (text-mode)
  (setq-local eglot-sync-connect t)
  (apply #'eglot (eglot--guess-contact))
  (while (and (not found) (time-less-p nil until))
    (flymake-start)
    (accept-process-output nil 0.2)
    (setq found (flymake-diagnostics)))
  (message "%d findings in %s" (length found) page)
  (kill-emacs (if found 0 1)))

;;; smoke.el ends here
