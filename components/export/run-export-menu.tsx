'use client'

import { Braces, ClipboardCopy, Download, FileText, Link2, Radio } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '#components/access/use-may.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { downloadText } from '#lib/api/download.ts'
import { apiPaths } from '#lib/paths.ts'
import { saveFile } from './save-file.ts'
import { ShareDialogContainer } from './share-dialog-container.tsx'

/** What can be taken out of Tachograph of one run, and who else may look at it. */
export function RunExportMenu({ project, runId }: { project: string; runId: string }) {
  const [isSharing, setIsSharing] = useState(false)
  const mayShare = useMay()(project, 'share:write')
  const urlOf = (format: 'json' | 'otlp' | 'markdown') => apiPaths.runExport(project, runId, format)
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={mayShare ? 'Export and share' : 'Export'}>
            <Download />
          </IconButton>
        }
      >
        <MenuItem onClick={() => void copyText(urlOf('markdown'))}>
          <ClipboardCopy /> Copy as Markdown
        </MenuItem>
        <MenuSeparator />
        <MenuGroup label="Download">
          <MenuItem onClick={() => void saveFile(urlOf('json'))}>
            <Braces /> JSON, with all payloads
          </MenuItem>
          <MenuItem onClick={() => void saveFile(urlOf('otlp'))}>
            <Radio /> OTLP, as it was received
          </MenuItem>
          <MenuItem onClick={() => void saveFile(urlOf('markdown'))}>
            <FileText /> Markdown
          </MenuItem>
        </MenuGroup>
        {mayShare ? (
          <>
            <MenuSeparator />
            <MenuItem onClick={() => setIsSharing(true)}>
              <Link2 /> Share link …
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {mayShare ? (
        <ShareDialogContainer project={project} runId={runId} open={isSharing} onOpenChange={setIsSharing} />
      ) : null}
    </>
  )
}

async function copyText(url: string): Promise<void> {
  try {
    const text = await downloadText(url)
    await navigator.clipboard.writeText(text)
    toast('Copied the run as Markdown.')
  } catch (error) {
    toast.error('The run was not copied', { description: error instanceof Error ? error.message : undefined })
  }
}
