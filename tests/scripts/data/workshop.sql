-- A room of people whose names are not plain ASCII, with two sessions of one person at the same time.
-- For `zone Europe/Berlin` and `now 2026-11-23T09:58:00`.
INSERT INTO organisation(id, name) VALUES (1, 'Harbour Housing'), (2, 'Stadtwerke Süd');
INSERT INTO person(id, given, family, email, organisation, language, colour, guest, hidden, archived, created) VALUES
	(10, 'Łukasz', 'Ørsted', '', 1, 'en', 0, 0, 0, 0, 0),
	(11, 'José', 'García Márquez', '', 2, 'en', 1, 0, 0, 0, 0),
	(12, 'Zoë', 'van der Berg', '', 1, 'en', 2, 0, 0, 0, 0),
	(13, 'Ana-Lucía', 'Peña', '', 2, 'en', 3, 0, 0, 0, 0),
	(14, 'Jürgen', 'Groß', '', 1, 'de', 4, 0, 0, 0, 0),
	(15, 'Hanna', 'Secret', '', 1, 'en', 5, 0, 1, 0, 0),
	(16, 'Olga', 'Former', '', 1, 'en', 6, 0, 0, 1, 0),
	(17, 'Ümit', 'Yılmaz', '', 2, 'en', 7, 0, 0, 0, 0),
	(18, 'Anna', 'Becker', '', 1, 'en', 8, 0, 0, 0, 0),
	(19, 'Anna', 'Berg', '', 2, 'en', 9, 0, 0, 0, 0),
	(20, 'Finn', 'Adler', '', 2, 'en', 10, 0, 0, 0, 0);
INSERT INTO session(id, model, title, starts, ends, state, walk_in, step) VALUES
	(100, 0, '', unixepoch('2026-11-23T10:00:00+01:00') * 1000, unixepoch('2026-11-23T11:00:00+01:00') * 1000, 0, 0, -1),
	(101, 1, '', unixepoch('2026-11-23T10:15:00+01:00') * 1000, unixepoch('2026-11-23T11:15:00+01:00') * 1000, 0, 0, -1),
	(102, 0, '', unixepoch('2026-11-23T10:30:00+01:00') * 1000, unixepoch('2026-11-23T11:30:00+01:00') * 1000, 0, 0, -1),
	(103, 0, '', unixepoch('2026-11-23T11:00:00+01:00') * 1000, unixepoch('2026-11-23T12:00:00+01:00') * 1000, 0, 0, -1);
INSERT INTO member(session, person, position, expected) VALUES
	(100, 10, 0, 1), (100, 11, 1, 1), (101, 10, 0, 1), (101, 12, 1, 1), (102, 14, 0, 1), (102, 15, 1, 1),
	(103, 18, 0, 1), (103, 19, 1, 1);
