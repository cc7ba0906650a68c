import type { VNode } from 'preact'
import { render } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { example } from '../example.ts'
import { type JudgedTexts, judgeTexts, type Pane, panes, type Texts } from '../judged-texts.ts'
import { lineMarks } from '../line-marks.ts'
import { offersFrom } from '../offers.ts'
import { fragmentOf, type Shared, sharedIn } from '../share.ts'
import type { StoredLaunch } from '../stored-launches.ts'
import { type Tried, type Trying, tryingOn } from '../whom.ts'
import { type Editor, editorIn } from './editor.ts'
import { Problems, Requirements, VerdictCard, Whom } from './results.tsx'

const names: Readonly<Record<Pane, string>> = { commitment: 'Commitment and catalog', manifest: 'Launch' }

/** Long enough that nothing is judged between two strokes, short enough to be felt as at once. */
const pauseMs = 120

interface PlaygroundProps {
  readonly shared: Shared | undefined
  /** The day as of which the page was made, as its footer says. */
  readonly today: string
  readonly launchesAt: string | undefined
}

function Playground({ shared, today, launchesAt }: PlaygroundProps): VNode {
  const start = shared?.texts ?? example
  const [now, setNow] = useState(shared?.now ?? today)
  const [judged, setJudged] = useState<JudgedTexts>(() => judgeTexts(start, now))
  const [said, setSaid] = useState('')
  const [asked, setAsked] = useState<AskedWhom>()
  const editors = useRef<Partial<Record<Pane, Editor>>>({})
  const latest = useRef({ now, judged })
  latest.current = { now, judged }
  const textsNow = (): Texts => ({ commitment: editors.current.commitment?.text() ?? '', manifest: editors.current.manifest?.text() ?? '' })
  const judge = (): void => {
    const next = judgeTexts(textsNow(), latest.current.now)
    const marks = lineMarks(next)
    for (const pane of panes) editors.current[pane]?.show(next.diagnostics[pane], marks[pane])
    setJudged(next)
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const later = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(judge, pauseMs)
  }
  useEffect(judge, [now])
  const write = (texts: Texts): void => {
    for (const pane of panes) editors.current[pane]?.replace(texts[pane])
  }
  const share = async (): Promise<void> => {
    const fragment = await fragmentOf({ texts: textsNow(), now })
    if (fragment === undefined) return setSaid('The texts are too long for a link.')
    history.replaceState(null, '', fragment)
    const isCopied = await navigator.clipboard?.writeText(location.href).then(
      () => true,
      () => false,
    )
    setSaid(isCopied ? 'The link is copied. Whoever opens it sees both texts; no server does.' : 'The link stands in the address bar.')
  }
  const whom = async (): Promise<void> => {
    if (launchesAt === undefined) return
    setSaid('Asking for the launches …')
    try {
      const answer = await fetch(launchesAt, { headers: { accept: 'application/json' } })
      const { launches } = (await answer.json()) as { readonly launches: readonly StoredLaunch[] }
      const trying = tryingOn(launches)
      const before = trying(textsNow().commitment, now)
      setAsked(before && { trying, before })
      setSaid(before ? '' : 'The commitment has an error: mend what is marked first.')
    } catch {
      setSaid('The launches cannot be read now.')
    }
  }
  const errors = panes.flatMap((pane) => judged.diagnostics[pane]).filter(({ severity }) => severity === 'error').length
  return (
    <>
      <Controls
        now={now}
        said={said}
        onDay={setNow}
        onShare={share}
        onWhom={launchesAt === undefined ? undefined : whom}
        onStartOver={() => write(example)}
      />
      <div role="status">
        <VerdictCard decision={judged.decision} errors={errors} />
      </div>
      <div class="panes">
        {panes.map((pane) => (
          <section>
            <h2>{names[pane]}</h2>
            <EditorHost
              label={names[pane]}
              text={start[pane]}
              onChange={later}
              offersAt={(place) => offersFrom(latest.current.judged.documents.catalogs)(place)}
              onReady={(editor) => {
                editors.current[pane] = editor
              }}
            />
            <Problems diagnostics={judged.diagnostics[pane]} onGo={(position) => editors.current[pane]?.goTo(position)} />
          </section>
        ))}
      </div>
      <section aria-labelledby="requirements">
        <h2 id="requirements">Each requirement</h2>
        <Requirements decision={judged.decision} />
      </section>
      {asked && <WhomNow asked={asked} judged={judged} commitment={textsNow().commitment} now={now} />}
    </>
  )
}

interface ControlsProps {
  readonly now: string
  /** What came of the last of them. */
  readonly said: string
  readonly onDay: (day: string) => void
  readonly onShare: () => void
  /** Absent where there are no launches to ask for. */
  readonly onWhom: (() => void) | undefined
  readonly onStartOver: () => void
}

function Controls({ now, said, onDay, onShare, onWhom, onStartOver }: ControlsProps): VNode {
  return (
    <div class="filters">
      <label>
        <span>As of</span>
        <input
          type="date"
          value={now.slice(0, 10)}
          required
          onInput={({ currentTarget }) => currentTarget.value && onDay(currentTarget.value)}
        />
      </label>
      <button type="button" onClick={onShare}>
        Copy a link to this
      </button>
      {onWhom && (
        <button type="button" class="quiet" onClick={onWhom}>
          Whom would this block?
        </button>
      )}
      <button type="button" class="quiet" onClick={onStartOver}>
        Start over
      </button>
      <p class="small soft said" role="status">
        {said}
      </p>
    </div>
  )
}

/** Launches to try the commitment on as it is edited, and what it did to them when they were asked for. */
interface AskedWhom {
  readonly trying: Trying
  readonly before: readonly Tried[]
}

/** Whom the commitment would block as it is written now; while it has an error, as it was before that. */
function WhomNow({
  asked,
  judged,
  commitment,
  now,
}: {
  readonly asked: AskedWhom
  readonly judged: JudgedTexts
  readonly commitment: string
  readonly now: string
}): VNode {
  const last = useRef(asked.before)
  const found = useMemo(() => asked.trying(commitment, now), [asked, judged, now])
  useEffect(() => {
    last.current = found ?? last.current
  }, [found])
  return (
    <section aria-labelledby="whom">
      <h2 id="whom">Whom this would block</h2>
      <Whom tried={found ?? last.current} before={asked.before} isOld={found === undefined} />
    </section>
  )
}

interface HostProps extends Omit<Parameters<typeof editorIn>[1], never> {
  readonly onReady: (editor: Editor) => void
}

function EditorHost({ onReady, ...options }: HostProps): VNode {
  const host = useRef<HTMLDivElement>(null)
  // Once: the editor keeps its own text from then on.
  useEffect(() => {
    if (host.current) onReady(editorIn(host.current, options))
  }, [])
  return <div class="editor" ref={host} />
}

/** Begins where the page has a place for it. */
async function begin(place: HTMLElement): Promise<void> {
  const shared = await sharedIn(location.hash)
  place.replaceChildren()
  const { now: today = new Date().toISOString().slice(0, 10), launches } = place.dataset
  render(<Playground shared={shared} today={today} launchesAt={launches} />, place)
  window.addEventListener('hashchange', () => {
    if (location.hash.length > 3) location.reload()
  })
}

const place = document.getElementById('playground')
if (place) begin(place)
