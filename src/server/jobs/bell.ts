/** Lets one loop sleep until a time has passed or somebody rings. */
export interface Bell {
  ring(): void
  /** Returns at once if it was rung since the last wait. */
  wait(ms: number): Promise<void>
}

export function newBell(): Bell {
  let isRung = false
  let waken: (() => void) | undefined
  return {
    ring() {
      isRung = true
      waken?.()
    },
    async wait(ms) {
      if (!isRung)
        await new Promise<void>((done) => {
          const timer = setTimeout(done, ms)
          waken = () => {
            clearTimeout(timer)
            done()
          }
        })
      waken = undefined
      isRung = false
    },
  }
}
