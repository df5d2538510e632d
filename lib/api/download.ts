import { ErrorBody } from '#lib/domain/errors.ts'
import { ApiError } from './http.ts'
import { tellSignedOut } from './signed-out.ts'

export type Progress = {
  /** Bytes that have arrived. */
  bytes: number
  /** Runs that the whole file has; null where it does not say. */
  runs: number | null
}
export type DownloadedFile = Progress & { name: string; content: Blob }

type DownloadOptions = { signal?: AbortSignal; onProgress?: (progress: Progress) => void }

/** Smaller pieces are put together, so that a browser may move them out of memory. */
const pieceBytes = 8 * 1024 * 1024

/** A file of the JSON API, whole: a connection that breaks off is an error, never a shorter file. */
export async function download(url: string, { signal, onProgress }: DownloadOptions = {}): Promise<DownloadedFile> {
  const response = await ask(url, signal)
  const announced = response.headers.get('tachograph-runs')
  const runs = announced === null ? null : Number(announced)
  const parts: Blob[] = []
  let piece: BlobPart[] = []
  let [bytes, inPiece] = [0, 0]
  try {
    const reader = response.body?.getReader()
    for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
      piece.push(Uint8Array.from(read.value))
      bytes += read.value.byteLength
      inPiece += read.value.byteLength
      onProgress?.({ bytes, runs })
      if (inPiece < pieceBytes) continue
      parts.push(new Blob(piece))
      piece = []
      inPiece = 0
    }
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw lost('The export broke off before its end, so nothing was saved. Try again, or narrow the filter.', cause)
  }
  const content = new Blob([...parts, ...piece])
  return { name: nameOf(response), content, bytes, runs }
}

/** The same as text, for the clipboard. */
export async function downloadText(url: string): Promise<string> {
  return (await download(url)).content.text()
}

async function ask(url: string, signal: AbortSignal | undefined): Promise<Response> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw lost('Tachograph did not answer. Is it still running?', cause)
  })
  if (response.ok) return response
  if (response.status === 401) tellSignedOut()
  const body = ErrorBody.safeParse(await response.json().catch(() => null))
  if (body.success) throw new ApiError(body.data.error)
  throw lost(`The export was answered with ${response.status}.`, response)
}

function lost(message: string, cause: unknown): ApiError {
  return new ApiError({ code: 'unavailable', message, requestId: null }, { cause })
}

function nameOf(response: Response): string {
  return /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'export'
}
