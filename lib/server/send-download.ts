import { commonHeaders } from './send-json.ts'

/** A file that is made while it is sent. */
export type Download = {
  fileName: string
  mediaType: string
  headers?: Readonly<Record<string, string>>
  /** The signal fires when the reader has gone. */
  chunks: (signal: AbortSignal) => AsyncIterable<string>
}

type SendOptions = { request: Request; requestId: string; onError: (error: unknown) => void }

/**
 * Streams a file as fast as it is read. What fails before the first piece is an error like any other; what
 * fails after it breaks the connection off, so that no part of a file can be taken for the whole.
 */
export async function sendDownload(download: Download, options: SendOptions): Promise<Response> {
  const { request, requestId, onError } = options
  const left = new AbortController()
  const pieces = download.chunks(AbortSignal.any([request.signal, left.signal]))[Symbol.asyncIterator]()
  let next: Promise<IteratorResult<string>> | null = Promise.resolve(await pieces.next())
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await (next ?? pieces.next())
          next = null
          if (done === true) controller.close()
          else controller.enqueue(encoder.encode(value))
        } catch (error) {
          if (!left.signal.aborted) onError(error)
          controller.error(error)
        }
      },
      cancel() {
        left.abort()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = {
    ...commonHeaders(requestId),
    ...download.headers,
    'cache-control': 'private, no-store',
    'content-type': download.mediaType,
    'content-disposition': `attachment; filename="${download.fileName.replaceAll(/[^\w.-]+/g, '_')}"`,
  }
  return new Response(body, { headers })
}
