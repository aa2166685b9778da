-- A marketplace of four people without phones, in its discussion; three topics wait for it, the kiosk leads.
-- For `zone Europe/Berlin` and `now 2026-11-23T15:20:00`.
INSERT INTO person(id, given, family, organisation, language, colour, guest, hidden, archived, created) VALUES
	(1, 'Anna', 'Becker', 0, 'en', 0, 0, 0, 0, 0), (2, 'Ben', 'Koch', 0, 'en', 1, 0, 0, 0, 0),
	(3, 'Carla', 'Moreno', 0, 'en', 2, 0, 0, 0, 0), (4, 'Deniz', 'Kaya', 0, 'en', 3, 0, 0, 0, 0);
INSERT INTO board(id, name, purpose, next_meeting, created, archived, rhythm) VALUES
	(10, 'Marketing', 'What helps people find us', unixepoch('2026-11-23T15:00:00+01:00') * 1000, 1, 0, 1);
INSERT INTO note(id, session, topic, title, version, text, created, closed) VALUES
	(21, 0, 11, 'Three newsletters, one audience', 1, '- [ ] Ben: count who reads them by Friday', 1, 0),
	(22, 0, 12, 'Who owns the photo archive?', 1, '', 1, 0), (23, 0, 13, 'A stand at the trade fair', 1, '', 1, 0);
INSERT INTO topic(id, board, lane, position, kind, title, detail, person, note, created) VALUES
	(11, 10, 1, 1, 1, 'Three newsletters, one audience', '', 1, 21, 1),
	(12, 10, 1, 2, 0, 'Who owns the photo archive?', '', 2, 22, 2),
	(13, 10, 1, 3, 2, 'A stand at the trade fair', '', 3, 23, 3);
INSERT INTO meeting(id, board, phase, phase_since, lead, round, revealed, topic, box_total, box_used, box_since,
	box_since_wall, box_running, extensions, thumbs, split, places, slots, slot_minutes, grid_starts, ends, started, closed_at)
	VALUES (30, 10, 4, unixepoch('2026-11-23T15:20:00+01:00') * 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0,
	unixepoch('2026-11-23T15:45:00+01:00') * 1000, unixepoch('2026-11-23T15:00:00+01:00') * 1000, 0);
INSERT INTO participant(meeting, person, joined, finished, thumb) VALUES
	(30, 1, 1, 0, 0), (30, 2, 1, 0, 0), (30, 3, 1, 0, 0), (30, 4, 1, 0, 0);
INSERT INTO setting(name, value) VALUES ('pin_signed_in', '1');
