-- A group of four in the third step of its programme; three of them meet today.
-- For `zone Europe/Berlin` and `now 2026-11-23T09:58:00`.
INSERT INTO organisation(id, name, kind) VALUES (101, 'Harbour Housing', 0), (102, 'Stadtwerke Süd', 1);
INSERT INTO person(id, given, family, email, organisation, language, colour, guest, hidden, archived, created) VALUES
	(1, 'Anna', 'Becker', '', 102, 'en', 1, 0, 0, 0, 0),
	(2, 'Ben', 'Koch', '', 101, 'en', 2, 0, 0, 0, 0),
	(3, 'Carla', 'Moreno', '', 101, 'en', 3, 0, 0, 0, 0),
	(4, 'Dora', 'Falk', '', 102, 'en', 4, 0, 0, 0, 0);
INSERT INTO board(id, name, purpose, next_meeting, created, archived, rhythm, votes, topic_votes, minutes, length) VALUES
	(500, 'Harbour', '', 0, 1, 0, 0, 3, 2, 8, 45);
INSERT INTO partnership(id, model, name, state, created, purpose, language, rhythm, programme) VALUES
	(200, 4, 'Harbour', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, '', 'en', 2, 700);
INSERT INTO partner(partnership, person, position, standing, joined, left_at, consent) VALUES
	(200, 1, 0, 0, 0, 0, 1), (200, 2, 1, 0, 0, 0, 1), (200, 3, 2, 0, 0, 0, 1), (200, 4, 3, 0, 0, 0, 1);
INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, focus, note, step, closed_at) VALUES
	(300, 200, 4, 'Harbour', unixepoch('2026-11-23T10:00:00+01:00') * 1000, unixepoch('2026-11-23T12:00:00+01:00') * 1000, 0, 0, '', 0, -1, 0);
INSERT INTO member(session, person, position, expected) VALUES (300, 1, 0, 1), (300, 2, 1, 1), (300, 3, 2, 1);
INSERT INTO programme(id, partnership, board, name, note, created, step, step_since, ended) VALUES
	(700, 200, 500, 'Harbour', 0, unixepoch('2026-10-05T10:00:00+02:00') * 1000, 2, unixepoch('2026-11-16T10:00:00+01:00') * 1000, 0);
INSERT INTO programme_step(programme, step, starts, session, survey) VALUES
	(700, 0, unixepoch('2026-10-05T00:00:00+02:00') * 1000, 0, 0),
	(700, 1, unixepoch('2026-10-19T00:00:00+02:00') * 1000, 0, 0),
	(700, 2, unixepoch('2026-11-16T00:00:00+01:00') * 1000, 0, 710),
	(700, 3, unixepoch('2026-12-14T00:00:00+01:00') * 1000, 0, 0),
	(700, 4, unixepoch('2027-02-12T00:00:00+01:00') * 1000, 0, 0);
INSERT INTO survey(id, instrument, partnership, programme, opened, due, revealed) VALUES
	(710, 'partnering-skills', 200, 700, unixepoch('2026-11-16T10:00:00+01:00') * 1000, 0, 0);
INSERT INTO submission(survey, person, at) VALUES (710, 2, unixepoch('2026-11-20T10:00:00+01:00') * 1000);
