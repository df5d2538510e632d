/**
 * Goes there by a whole new page: who is signed in has changed, and nothing that was read as somebody else may stay in
 * memory.
 */
export function leaveFor(path: string): void {
  window.location.assign(path)
}
