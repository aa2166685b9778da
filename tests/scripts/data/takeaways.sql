-- Two partners near the end of their tandem; their note holds one line of each kind of takeaway.
-- For `zone Europe/Berlin` and `now 2026-11-23T10:50:00`.
INSERT INTO person(id, given, family, organisation, language, colour, guest, hidden, archived, created) VALUES
	(1, 'Anna', 'Becker', 0, 'en', 0, 0, 0, 0, 0), (2, 'Ben', 'Koch', 0, 'en', 1, 0, 0, 0, 0);
INSERT INTO note(id, session, topic, title, version, text, created, closed) VALUES (20, 10, 0, 'Night desk', 3,
'## What we noticed
Handovers take **forty minutes** on Mondays.
! A list that nobody owns is read by nobody
=> We try one list for two weeks
## What we will do
- [ ] Ben: ask the night team by Friday
- [ ] put the list on the wall
- [x] print the old list
? What does the early shift need first', 0, 0);
INSERT INTO session(id, model, title, starts, ends, state, walk_in, focus, note, step) VALUES
	(10, 0, '', unixepoch('2026-11-23T10:00:00+01:00') * 1000, unixepoch('2026-11-23T11:00:00+01:00') * 1000, 1, 0, 'Night desk', 20, -1);
INSERT INTO member(session, person, position, expected, here_at) VALUES
	(10, 1, 0, 1, unixepoch('2026-11-23T10:00:00+01:00') * 1000), (10, 2, 1, 1, unixepoch('2026-11-23T10:01:00+01:00') * 1000);
