'use client'

import { ConnectTabs } from '#components/run-list/connect-tabs.tsx'
import type { OtlpEndpoints } from '#components/run-list/connect-snippets.ts'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { ShownOnce } from '#components/ui/shown-once.tsx'
import type { MadeKey as Made } from '#lib/domain/access/key.ts'
import { apiPaths } from '#lib/paths.ts'

type MadeKeyProps = { made: Made; /** Null while they are not known. */ endpoints: OtlpEndpoints | null }

/** The secret, this once, and the lines to paste that carry it. */
export function MadeKey({ made: { key, secret }, endpoints }: MadeKeyProps) {
  return (
    <div className="flex flex-col gap-4">
      <ShownOnce label="The key" copyLabel="Copy the key" text={secret}>
        Copy it now: only its hash is stored, and it cannot be shown again.
      </ShownOnce>
      {key.kind === 'ingest' ? (
        endpoints === null ? null : (
          <ConnectTabs endpoints={endpoints} secret={secret} />
        )
      ) : (
        <CodeBlock title="Shell" code={readLine(key.project, secret)} />
      )}
    </div>
  )
}

function readLine(project: string, secret: string): string {
  return `curl -s '${window.location.origin}${apiPaths.runs(project)}' -H 'authorization: Bearer ${secret}'`
}
