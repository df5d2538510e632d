/**
 * Ends this process when the supervisor that started it is gone, however it went: the supervisor holds the other
 * end of standard input. Does nothing for a process that was started by hand.
 */
export function endWithParent(stop: () => void): void {
  if (process.env['TACHO_SUPERVISED'] !== '1') return
  process.stdin.once('close', stop)
  process.stdin.resume()
}
