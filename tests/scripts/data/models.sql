-- Six partnerships, one of each model, each meeting today; their notes hold what was typed while they talked.
-- For `zone Europe/Berlin` and `now 2026-11-23T09:58:00`.
INSERT INTO organisation(id, name, kind) VALUES (101, 'Harbour Housing', 0), (102, 'Stadtwerke Süd', 1), (103, 'Food Bank at the Quay', 2), (104, 'Northside Library', 1);
INSERT INTO person(id, given, family, email, organisation, language, colour, guest, hidden, archived, created) VALUES
	(1, 'Anna', 'Becker', '', 102, 'en', 1, 0, 0, 0, 0),
	(2, 'Ben', 'Koch', '', 101, 'en', 2, 0, 0, 0, 0),
	(3, 'Carla', 'Moreno', '', 103, 'en', 3, 0, 0, 0, 0),
	(4, 'Deniz', 'Şahin', '', 102, 'en', 4, 0, 0, 0, 0),
	(5, 'Leo', 'van Beek', '', 103, 'en', 5, 0, 0, 0, 0),
	(6, 'Mira', 'Arslan', '', 102, 'en', 6, 0, 0, 0, 0),
	(7, 'Sam', 'Okafor', '', 104, 'en', 7, 0, 0, 0, 0),
	(8, 'Hugo', 'Ortiz', '', 101, 'en', 8, 0, 0, 0, 0),
	(9, 'Noor', 'Peters', '', 104, 'en', 9, 0, 0, 0, 0),
	(10, 'Esra', 'Wagner', '', 101, 'en', 10, 0, 0, 0, 0),
	(11, 'Farid', 'Lahmar', '', 104, 'en', 11, 0, 0, 0, 0),
	(12, 'Gita', 'Nowak', '', 104, 'en', 0, 0, 0, 0, 0),
	(13, 'Jonas', 'Brandt', '', 102, 'en', 1, 0, 0, 0, 0),
	(14, 'Katja', 'Lindner', '', 101, 'en', 2, 0, 0, 0, 0),
	(15, 'Paul', 'Fischer', '', 102, 'en', 3, 0, 0, 0, 0),
	(16, 'Rosa', 'Amadi', '', 103, 'en', 4, 0, 0, 0, 0);
INSERT INTO partnership(id, model, name, state, created, purpose, language, rhythm) VALUES
	(200, 0, '', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, '', 'en', 2),
	(201, 1, 'First ninety days', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, '', 'en', 2),
	(202, 2, 'Risk plan for the food bank', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, 'A risk plan that volunteers can use', 'en', 2),
	(203, 3, 'Sam at Harbour Housing', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, 'How a housing company plans its repairs', 'en', 2),
	(204, 4, 'Partners', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, '', 'en', 3),
	(205, 5, 'Warm homes at the quay', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, 'No cold flat at the quay by the winter after next', 'en', 2);
INSERT INTO partner(partnership, person, position, standing, joined, left_at, consent) VALUES
	(200, 1, 0, 0, 0, 0, 1), (200, 2, 1, 0, 0, 0, 1),
	(201, 3, 0, 1, 0, 0, 1), (201, 4, 1, 2, 0, 0, 1),
	(202, 5, 0, 0, 0, 0, 1), (202, 6, 1, 0, 0, 0, 1),
	(203, 7, 0, 3, 0, 0, 1), (203, 8, 1, 4, 0, 0, 1), (203, 9, 2, 5, 0, 0, 1),
	(204, 10, 0, 7, 0, 0, 1), (204, 11, 1, 0, 0, 0, 1), (204, 12, 2, 0, 0, 0, 1), (204, 13, 3, 0, 0, 0, 1),
	(205, 14, 0, 7, 0, 0, 1), (205, 15, 1, 0, 0, 0, 1), (205, 16, 2, 6, 0, 0, 1);
INSERT INTO note(id, session, topic, title, version, text, created, closed) VALUES
(400, 300, 0, 'Handing over the night desk', 3,
'## What we noticed
Handovers take forty minutes on Mondays.
! Whatever worries us most goes first
## What we will do
- [ ] Ben: try it standing on Thursday
- [ ] Anna: print the list by Friday
? What goes first into every handover? Whatever worries us most', 0, 0),
(401, 301, 0, 'Speaking up in the morning round', 3,
'## Question of the day
How do I say it when something is unsafe?
## Good to know
Whoever is on call may stop any work.
! One sentence is enough to stop a job
## Feedback
+ You asked before you judged
+ Try saying it in the first minute
## Next step
- [ ] Deniz: say it once before Wednesday', 0, 0),
(402, 302, 0, 'What if the cold store fails', 3,
'## Offered and wished
Leo shows how a delivery day runs; Mira how a control room plans for failures.
## Our product
=> One page, hung beside the cold store
! A plan that needs a login is no plan
## Next
- [ ] Mira: draw the page by Tuesday
- [ ] Leo: ask two volunteers to read it', 0, 0),
(403, 303, 0, 'Half of the twelve weeks', 3,
'## Task and period
The list of flats is complete; six weeks are left.
## How they work here
! Repairs are planned by street, not by complaint
## Seen from three sides
Noor: we learned to ask the caretakers first.
## To bring home
! Walk the branch once a week with whoever cleans it
## Until the next check-in
- [ ] Sam: write the first page of the repair plan by Friday
- [ ] Hugo: find a branch to try it', 0, 0),
(404, 304, 0, 'Partners', 3,
'## Who presents
Esra: nobody comes to the tenants'' evening
## Questions that helped
? Who would miss it if it were gone
## Next steps
- [ ] Esra: ask three who stayed away by Friday
! The evening is ours, not theirs', 0, 0),
(405, 305, 0, 'Forty flats before January', 3,
'## Our goal
No cold flat at the quay by the winter after next.
## What moved
Rosa: people open the door now.
## What two and two gave
! The food bank knows who is cold, we know which pipe it is
=> One list of flats for all three
## Who does what
- [ ] Katja: the first ten flats by Friday
- [ ] Rosa: go along to each of them
- [ ] Paul: tell the pipe crew', 0, 0);
-- Each of them at ten today, for an hour, a learning set for two; and the tandem a week ago.
INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, focus, note, step, closed_at)
	SELECT n.session, p.id, model, name, unixepoch('2026-11-23T10:00:00+01:00') * 1000,
		unixepoch('2026-11-23T10:00:00+01:00', iif(model = 4, '+2 hours', '+1 hour')) * 1000, 0, 0,
		iif(model = 4, '', n.title), n.id, -1, 0 FROM partnership p JOIN note n ON n.session = p.id + 100;
INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, focus, note, step, closed_at) VALUES
	(310, 200, 0, '', unixepoch('2026-11-16T10:00:00+01:00') * 1000, unixepoch('2026-11-16T11:00:00+01:00') * 1000, 4, 0, 'What gets lost at night', 0, 3, unixepoch('2026-11-16T11:00:00+01:00') * 1000);
INSERT INTO member(session, person, position, expected)
	SELECT s.id, person, position, 1 FROM session s JOIN partner p USING (partnership);
INSERT INTO takeaway(id, session, topic, meeting, kind, text, owner, due, created, done, dropped, carried, partnership) VALUES
	(500, 310, 0, 0, 2, 'Ask the day desk for their list', 2, 0, unixepoch('2026-11-16T11:00:00+01:00') * 1000, 0, 0, 0, 200);
