/** What stands before everything else, on paper, too: what is below must not be taken for what holds today. */
export const noticeStyle = `
.notice { margin: .2rem 0 .8rem; padding: .5rem .8rem; border: 1px solid var(--amber, #744600); border-inline-start-width: 5px; border-radius: 5px; max-width: 68rem; font-weight: 600; overflow-wrap: anywhere; }
.notice::before { content: "▲ "; font-weight: normal; }
`
