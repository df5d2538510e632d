import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What happens to a connection. `bytes` count from its first byte, answers from its first answer. */
export type ConnectionFault =
  | { kind: 'none' }
  /** Reset in the middle of a request: the receiver has `bytes` of it. */
  | { kind: 'request-cut'; bytes: number }
  /** The sender closes its half after `bytes`: the receiver sees an early end. */
  | { kind: 'request-ended'; bytes: number }
  /** The whole request arrives, and the sender never learns what became of it. */
  | { kind: 'answer-lost'; answers: number }
  /** Reset in the middle of an answer. */
  | { kind: 'answer-cut'; bytes: number }
  | { kind: 'answer-late'; ms: number }
  /** A request arrives in small pieces. */
  | { kind: 'trickled'; bytes: number; everyMs: number }

export type FaultProxy = {
  port: number
  /** How often each fault happened. */
  counts: ReadonlyMap<ConnectionFault['kind'], number>
  /** Resets what is open. */
  reset: () => void
  /** Every connection is reset, open ones at once, until it is called with false. */
  refuse: (isRefusing: boolean) => void
  close: () => Promise<void>
}

type Options = {
  /** Where connections really go; asked for each, because processes move. */
  target: () => { host: string; port: number }
  /** Decides what happens to the next connection. */
  choose: () => ConnectionFault
  /** Every connection is reset after so many pieces of answers, so that new ones come. */
  longestAnswers?: () => number
}

/** A TCP relay that fails on purpose. It rewrites its own address in Host headers, for receivers that check it. */
export async function startFaultProxy({ target, choose, longestAnswers }: Options): Promise<FaultProxy> {
  const open = new Set<Socket>()
  const counts = new Map<ConnectionFault['kind'], number>()
  let isRefusing = false
  const server = createServer({ allowHalfOpen: true }, (sender) => {
    open.add(sender)
    sender.once('close', () => open.delete(sender))
    sender.on('error', () => sender.destroy())
    if (isRefusing) return void sender.resetAndDestroy()
    const { host, port } = target()
    const receiver = connect({ host, port, allowHalfOpen: true })
    receiver.on('error', () => sender.resetAndDestroy())
    const happened = (kind: ConnectionFault['kind']): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1)
    relay({
      sender,
      receiver,
      happened,
      fault: choose(),
      lastAnswer: longestAnswers?.() ?? Infinity,
      rename: [`127.0.0.1:${portOf()}`, `${host}:${port}`],
    })
  })
  const reset = (): void => {
    for (const socket of open) socket.resetAndDestroy()
  }
  const portOf = (): number => asAddress(server.address()).port
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    port: portOf(),
    counts,
    reset,
    refuse: (value) => {
      isRefusing = value
      if (value) reset()
    },
    close: async () => {
      reset()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

function asAddress(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
  return address
}

type Relay = {
  sender: Socket
  receiver: Socket
  fault: ConnectionFault
  lastAnswer: number
  happened: (kind: ConnectionFault['kind']) => void
  rename: readonly [string, string]
}

function relay(link: Relay): void {
  const { sender, receiver } = link
  const reset = (): void => {
    sender.resetAndDestroy()
    receiver.resetAndDestroy()
  }
  forwardRequests(link, reset).catch(reset)
  forwardAnswers(link, reset).catch(reset)
}

async function forwardRequests({ sender, receiver, fault, happened, rename }: Relay, reset: () => void): Promise<void> {
  let seen = 0
  for await (const chunk of sender.iterator({ destroyOnReturn: false })) {
    const bytes = renamed(chunk, rename)
    const left = (fault.kind === 'request-cut' || fault.kind === 'request-ended' ? fault.bytes : Infinity) - seen
    seen += bytes.length
    if (bytes.length >= left) {
      happened(fault.kind)
      receiver.write(bytes.subarray(0, left))
      if (fault.kind === 'request-cut') return reset()
      break
    }
    if (fault.kind !== 'trickled') receiver.write(bytes)
    else {
      happened(fault.kind)
      for (let at = 0; at < bytes.length; at += fault.bytes) {
        receiver.write(bytes.subarray(at, at + fault.bytes))
        await sleep(fault.everyMs)
      }
    }
  }
  receiver.end()
}

async function forwardAnswers(
  { sender, receiver, fault, lastAnswer, happened }: Relay,
  reset: () => void,
): Promise<void> {
  let seen = 0
  let answers = 0
  for await (const chunk of receiver.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk)
    answers += 1
    if (fault.kind === 'answer-lost' && answers >= fault.answers) {
      happened(fault.kind)
      return reset()
    }
    if (fault.kind === 'answer-late') {
      happened(fault.kind)
      await sleep(fault.ms)
    }
    const left = (fault.kind === 'answer-cut' ? fault.bytes : Infinity) - seen
    seen += bytes.length
    sender.write(bytes.subarray(0, left))
    if (bytes.length < left && answers < lastAnswer) continue
    if (bytes.length >= left) happened(fault.kind)
    // What was written has to leave before the reset does.
    await sleep(5)
    return reset()
  }
  sender.end()
}

/** A head comes in one chunk, though parameters may make it long; a name of another length shifts nothing but the header. */
function renamed(chunk: Uint8Array, [from, to]: readonly [string, string]): Buffer {
  const bytes = Buffer.from(chunk)
  const headEnd = bytes.indexOf('\r\n\r\n')
  const at = bytes.subarray(0, headEnd < 0 ? bytes.length : headEnd).indexOf(`ost: ${from}`)
  if (at < 0) return bytes
  const start = at + 'ost: '.length
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(to), bytes.subarray(start + from.length)])
}
