/**
 * What we use of the protocol library at run time (its types may be imported from the library itself). The library is CommonJS: each file
 * that imports from it would get a copy of its 600 exports when it is loaded, half a millisecond that the start of the server does not have.
 */
export {
  CancellationToken,
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  LSPErrorCodes,
  Message,
  ResponseError,
  TextDocumentContentRefreshRequest,
  TextDocumentSyncKind,
  WorkDoneProgressReporter,
} from "vscode-languageserver";
