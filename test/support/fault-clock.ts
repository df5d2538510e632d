import { readFileSync } from 'node:fs'

/**
 * Loaded into a process before everything else (`node --import`): sets its clock by the milliseconds
 * that stand in a file, now and whenever they change. Steady time goes on, as it does when a clock is set.
 */
const path = process.env['FAULT_CLOCK_FILE']
if (path === undefined) throw new Error('FAULT_CLOCK_FILE names no file')

const machineNow = Date.now.bind(Date)
const readEveryMs = 50
let offsetMs = 0
let readAtMs = -Infinity

Date.now = () => {
  if (performance.now() - readAtMs > readEveryMs) {
    offsetMs = Number(readFileSync(path, 'utf8'))
    readAtMs = performance.now()
  }
  return machineNow() + offsetMs
}
