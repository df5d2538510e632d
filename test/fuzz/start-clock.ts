/** Milliseconds of processor time of this process since the call: what others do on the machine is not in it. */
export function startClock(): () => number {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
}
