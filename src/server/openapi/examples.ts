/**
 * A request of each kind as somebody types it; the tests run them as they stand. `$ONLYIF` is the address, `$TOKEN` the token of
 * a pipeline, `$OLA` and `$MARIA` those of people.
 */
export const examples: Readonly<Record<string, string>> = {
  decide: `curl --fail-with-body -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/yaml" -H "Idempotency-Key: $RUN" \\
  --data-binary @launch.yaml "$ONLYIF/v1/decisions" > decision.json`,
  listDecisions: `curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/v1/decisions?verdict=no-go&limit=20"`,
  getDecision: `curl -H "Authorization: Bearer $TOKEN" -H "Accept: text/markdown" "$ONLYIF/v1/decisions/$DIGEST"`,
  listLaunches: `curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/v1/launches"`,
  getLaunch: `curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/v1/launches/checkout-2"`,
  getLaunchHistory: `curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/v1/launches/checkout-2/decisions"`,
  getCommitments: `curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/v1/commitments"`,
  listWaivers: `curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/v1/waivers?state=requested"`,
  askWaiver: `curl -H "Authorization: Bearer $OLA" -H "Content-Type: application/json" "$ONLYIF/v1/waivers" -d '{
  "launch": "checkout-2", "requirement": "promise/delight", "decision": "'$DIGEST'",
  "covers": { "beta.csat": { "atLeast": 3.5 } }, "as": "mitigated",
  "reason": "the next release mends the three complaints", "expires": "'$UNTIL'"
}' > waiver.json`,
  getWaiver: `curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/v1/waivers/$WAIVER"`,
  answerWaiver: `curl -H "Authorization: Bearer $MARIA" -H "Content-Type: application/json" "$ONLYIF/v1/waivers/$WAIVER/answers" -d '{
  "answer": "refuse", "decision": "'$DIGEST'", "version": 1, "role": "cco", "because": "the complaints are about payment"
}'`,
  lint: `curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" "$ONLYIF/v1/lint" -d '{
  "documents": [{ "file": "launch.yaml", "text": "apiVersion: onlyif/v1\\nkind: Launch\\nid: checkout-2\\ntitel: Checkout\\nowner: checkout-team\\n" }]
}'`,
  verify: `curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" "$ONLYIF/v1/verify" -d '{ "digest": "'$DIGEST'" }'`,
  health: 'curl "$ONLYIF/healthz"',
  readiness: 'curl "$ONLYIF/readyz"',
  metrics: 'curl -H "Authorization: Bearer $TOKEN" "$ONLYIF/metrics"',
}
