import { toast } from '#components/ui/toaster.tsx'
import { download, type Progress } from '#lib/api/download.ts'
import { formatCountExact } from '#lib/format/count.ts'

/** Toasts are renewed at most so often. */
const shownEveryMs = 200

/** Fetches a file and hands it to the browser; a toast says how far it is, that it is saved, or why not. */
export async function saveFile(url: string): Promise<void> {
  const stop = new AbortController()
  const cancel = { label: 'Cancel', onClick: () => stop.abort() }
  const id = toast.loading('Exporting …', { action: cancel, duration: Number.POSITIVE_INFINITY })
  let shownAt = performance.now()
  const onProgress = (progress: Progress) => {
    if (performance.now() - shownAt < shownEveryMs) return
    shownAt = performance.now()
    toast.loading(`Exporting${ofRuns(progress)} …`, {
      id,
      action: cancel,
      description: `${bytesText(progress.bytes)} so far`,
    })
  }
  const ended = { id, action: undefined, duration: 6_000 }
  try {
    const file = await download(url, { signal: stop.signal, onProgress })
    hand(file.name, file.content)
    toast.success(`Exported${ofRuns(file)}`, { ...ended, description: `${file.name}, ${bytesText(file.bytes)}` })
  } catch (error) {
    if (stop.signal.aborted) toast('Export cancelled', { ...ended, description: 'Nothing was saved.' })
    else toast.error('The export failed', { ...ended, duration: 15_000, description: messageOf(error) })
  }
}

/** Hands a file that is here already to the browser. */
export function hand(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function ofRuns({ runs }: Progress): string {
  if (runs === null) return ''
  return ` ${formatCountExact(runs)} ${runs === 1 ? 'run' : 'runs'}`
}

function bytesText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The browser gave no reason.'
}
