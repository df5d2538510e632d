import Link from 'next/link'
import { paths } from '#lib/paths.ts'

export function RunIdLink({ project, runId }: { project: string; runId: string }) {
  return (
    <Link
      href={paths.run(project, runId)}
      prefetch={false}
      className="font-mono text-sm underline-offset-3 hover:text-accent hover:underline"
    >
      {runId.slice(0, 12)}
    </Link>
  )
}
