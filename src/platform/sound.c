/* Two sines a fifth apart that fade out together: made here, so no file has to be played. */
#include "platform/sound.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/log.h"

#define LOG_MODULE "sound"
#define RATE 44100
#define LENGTH (RATE * 9 / 10) /* samples */
#define LOUDNESS 0.22

static bool open_device(struct sound *s)
{
	SDL_AudioSpec want = {.freq = RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 1024};
	if (s->device || s->failed)
		return s->device != 0;
	if (SDL_InitSubSystem(SDL_INIT_AUDIO) == 0)
		s->device = SDL_OpenAudioDevice(NULL, 0, &want, NULL, 0);
	if (!s->device) {
		log_warn("no sound: %s", SDL_GetError());
		s->failed = true;
	}
	return s->device != 0;
}

static int16_t sample(int at)
{
	double t = (double)at / RATE, fade = exp(-4.5 * t) * (t < 0.01 ? t / 0.01 : 1);
	double wave = sin(2 * M_PI * 659.26 * t) + 0.6 * sin(2 * M_PI * 987.77 * t); /* E5 and B5 */
	return (int16_t)lround(32767 * LOUDNESS * fade * wave);
}

void sound_chime(struct sound *s)
{
	if (!open_device(s))
		return;
	int16_t *samples = xcalloc(LENGTH, sizeof *samples);
	for (int i = 0; i < LENGTH; i++)
		samples[i] = sample(i);
	SDL_ClearQueuedAudio(s->device);
	if (SDL_QueueAudio(s->device, samples, LENGTH * sizeof *samples) != 0)
		log_warn("a tone could not be played: %s", SDL_GetError());
	SDL_PauseAudioDevice(s->device, 0);
	free(samples);
}

void sound_close(struct sound *s)
{
	if (s->device)
		SDL_CloseAudioDevice(s->device);
	s->device = 0;
}
