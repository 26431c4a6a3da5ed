export type Progress = { closed: number; attempts: number; at: Date }

/** One line on standard error that shows how far the replay has come; plain lines where there is no terminal. */
export const progressBar = (total: number) => {
  const began = performance.now()
  const terminal = process.stderr.isTTY
  let last = 0
  return {
    show: ({ closed, attempts, at }: Progress): void => {
      const now = performance.now()
      if (now - last < (terminal ? 200 : 5000)) return
      last = now
      const share = closed / total
      const seconds = Math.round((now - began) / 1000)
      const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░')
      const line = `${bar} ${(share * 100).toFixed(1)} %  ${closed}/${total}  ${attempts} attempts  ${at.toISOString().slice(0, 16)}  ${seconds} s`
      process.stderr.write(terminal ? `\r${line}` : `${line}\n`)
    },
    end: (): void => {
      if (terminal) process.stderr.write('\n')
    },
  }
}
